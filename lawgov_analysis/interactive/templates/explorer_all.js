{% include "theme.js" %}
{% include "explorer_dom.js" %}
{% include "explorer_engine.js" %}
{% include "explorer_table.js" %}
{% include "explorer_charts.js" %}
{% include "explorer_detail.js" %}
{% include "explorer_facets.js" %}
{% include "explorer_front.js" %}
