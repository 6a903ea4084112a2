-- bindings.sql - whom each regime binds, and whether codes of it are held here.
SELECT regime, bound, basis, others, kind = 'group',
       regime IN (SELECT regime FROM ref.control)
FROM ref.binding ORDER BY regime
