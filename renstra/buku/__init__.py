"""The workbook's sheets of the plan, and what all sheets share."""
