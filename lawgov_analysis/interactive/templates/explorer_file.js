const LawgovTable = {{ tables | safe }};
