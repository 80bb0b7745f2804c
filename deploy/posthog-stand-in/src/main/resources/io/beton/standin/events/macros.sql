CREATE OR REPLACE MACRO hog_time(t, zone) AS CASE
    WHEN regexp_matches(t, '\d:\d\d.*(Z|[+-]\d\d(:?\d\d)?)$') THEN timezone('UTC', TRY_CAST(t AS TIMESTAMPTZ))
    WHEN regexp_full_match(t, '\d{9,10}') THEN make_timestamp(TRY_CAST(t AS BIGINT) * 1000000)
    WHEN zone = 'UTC' THEN TRY_CAST(t AS TIMESTAMP)
    ELSE timezone('UTC', timezone(zone, TRY_CAST(t AS TIMESTAMP))) END;
CREATE OR REPLACE MACRO hog_float(t) AS CASE
    WHEN regexp_full_match(t, '[+-]?((\d+\.?\d*|\.\d+)([eE][+-]?\d+)?|inf|nan)') THEN TRY_CAST(t AS DOUBLE) END;
CREATE OR REPLACE MACRO hog_whole(t) AS CASE WHEN regexp_full_match(t, '[+-]?\d+') THEN TRY_CAST(t AS BIGINT) END;
CREATE OR REPLACE MACRO hog_whole_of(x) AS CASE WHEN x = trunc(x) THEN TRY_CAST(x AS BIGINT) END;
CREATE OR REPLACE MACRO hog_number_text(x) AS regexp_replace(CAST(x AS VARCHAR), '\.0$', '');
CREATE OR REPLACE MACRO hog_replace_one(t, a, b) AS CASE
    WHEN strpos(t, a) = 0 THEN t
    ELSE substring(t, 1, strpos(t, a) - 1) || b || substring(t, strpos(t, a) + length(a)) END;
CREATE OR REPLACE MACRO hog_compact(l) AS list_transform(
    list_filter(list_transform(l, lambda x, i: {'v': x, 'k': i = 1 OR x IS DISTINCT FROM l[i - 1]}), lambda s: s.k),
    lambda s: s.v);
CREATE OR REPLACE MACRO hog_slice(l, start, size) AS list_slice(
    l, CASE WHEN start < 0 THEN len(l) + start + 1 ELSE start END,
    CASE WHEN size < 0 THEN len(l) + size ELSE (CASE WHEN start < 0 THEN len(l) + start + 1 ELSE start END) + size - 1 END);
CREATE OR REPLACE MACRO hog_cumulative(l) AS list_transform(l, lambda x, i: list_sum(l[1:i]));
CREATE OR REPLACE MACRO hog_differences(l) AS list_transform(l, lambda x, i: CASE WHEN i = 1 THEN 0 ELSE x - l[i - 1] END);
CREATE OR REPLACE MACRO hog_json_length(j) AS CASE json_type(j)
    WHEN 'ARRAY' THEN json_array_length(j) WHEN 'OBJECT' THEN len(json_keys(j)) ELSE 0 END;
CREATE OR REPLACE MACRO hog_json_type(j) AS CASE json_type(j)
    WHEN 'VARCHAR' THEN 'String' WHEN 'BIGINT' THEN 'Int64' WHEN 'UBIGINT' THEN 'Int64' WHEN 'DOUBLE' THEN 'Double'
    WHEN 'BOOLEAN' THEN 'Bool' WHEN 'OBJECT' THEN 'Object' WHEN 'ARRAY' THEN 'Array' ELSE 'Null' END;
CREATE OR REPLACE MACRO hog_json_text(j) AS CASE json_type(j)
    WHEN 'VARCHAR' THEN json_extract_string(j, '$') WHEN 'DOUBLE' THEN hog_number_text(CAST(j AS DOUBLE))
    WHEN 'NULL' THEN NULL ELSE CAST(j AS VARCHAR) END;
CREATE OR REPLACE MACRO hog_property(j) AS CASE json_type(j)
    WHEN 'VARCHAR' THEN nullif(regexp_replace(CAST(j AS VARCHAR), '^"|"$', '', 'g'), '') ELSE hog_json_text(j) END;
CREATE OR REPLACE MACRO hog_json_whole(j) AS CASE
    WHEN json_type(j) IN ('BIGINT', 'UBIGINT') THEN TRY_CAST(j AS BIGINT)
    WHEN json_type(j) = 'DOUBLE' THEN TRY_CAST(trunc(CAST(j AS DOUBLE)) AS BIGINT)
    WHEN json_type(j) = 'VARCHAR' THEN hog_whole(json_extract_string(j, '$'))
    WHEN json_type(j) = 'BOOLEAN' THEN CAST(CAST(j AS BOOLEAN) AS BIGINT) END;
CREATE OR REPLACE MACRO hog_json_float(j) AS CASE
    WHEN json_type(j) IN ('BIGINT', 'UBIGINT', 'DOUBLE') THEN TRY_CAST(j AS DOUBLE)
    WHEN json_type(j) = 'VARCHAR' THEN hog_float(json_extract_string(j, '$')) END;
CREATE OR REPLACE MACRO hog_funnel_starts(l, steps, w) AS list_reduce(
    list_sort(l),
    lambda done, e: {'t': e.t, 'm': e.m, 'a': list_transform(done.a, lambda s, i: CASE
        WHEN NOT e.m[i] THEN s
        WHEN i = 1 THEN e.t
        WHEN done.a[i - 1] IS NOT NULL AND e.t <= done.a[i - 1] + w THEN done.a[i - 1]
        ELSE s END)},
    {'t': CAST(0 AS BIGINT), 'm': CAST([] AS BOOLEAN[]), 'a': list_transform(range(CAST(steps AS BIGINT)), lambda x: CAST(NULL AS BIGINT))}).a;
CREATE OR REPLACE MACRO hog_funnel(l, steps, w) AS
    list_max(list_transform(hog_funnel_starts(l, steps, w), lambda s, i: CASE WHEN s IS NULL THEN 0 ELSE i END));
