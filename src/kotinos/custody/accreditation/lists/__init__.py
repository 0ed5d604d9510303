"""Lists: what an organisation sends as a spreadsheet, from the template to the files that it becomes."""
