"""An executed notebook → html, docx, pdf, xlsx."""
