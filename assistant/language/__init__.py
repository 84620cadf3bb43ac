"""Chinese sentences → quantities and statements about cells of the statutory tables."""
