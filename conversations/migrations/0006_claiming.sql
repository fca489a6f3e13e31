CREATE INDEX orders_made_out_to ON orders (upper(email::text) text_pattern_ops);

-- reverse --
DROP INDEX orders_made_out_to;
