"""Exact SPBE and Pemdi maturity indices from an agency's evidence workbook."""
