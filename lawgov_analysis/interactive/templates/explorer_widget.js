const LawgovTable = {{ tables | safe }};
const WORDS = "words go here";
const LANG = "lang goes here";
export default { render() {} };
