-- there.sql - the areas that occur in the rows of the store.
SELECT reporter::INTEGER AS m49 FROM content UNION SELECT partner::INTEGER FROM flow;
