-- beton_check
SELECT 1
