-- lists_count.sql - entries of $list as known on $day, or of these those that it says were listed
-- from $from to $day.  $kind: 'person', 'other' (all but persons) or '' (all); $programme: a part
-- of its name.
WITH entry AS (
    SELECT e.uid, any_value(e.kind) AS kind, max(try_cast(e.listed_on AS DATE)) AS listed,
           max(l.vintage) AS vintage
    FROM reg.entity e JOIN (FROM reg_live($day)) l USING (source_id)
    WHERE lower(e.list) = lower($list) AND ($programme = '' OR contains(e.program, $programme))
    GROUP BY e.uid)
SELECT count(*) FILTER (($kind = '' OR ($kind = 'person') = (kind = 'person'))
                        AND ($from = ''
                             OR listed BETWEEN nullif($from, '')::DATE AND $day::DATE)),
       count(listed), coalesce(max(vintage)::VARCHAR, '')
FROM entry;
