-- What people change about ticket types can be taken back too. Sales write sold and reserved alone and never come here.
CREATE TRIGGER zw_changes AFTER INSERT OR UPDATE OF name, price, quantity, description, sale_starts_at, sale_ends_at,
    min_per_order, max_per_order, visibility, "position" ON tickets
  FOR EACH ROW EXECUTE FUNCTION app.capture_change('name', 'price', 'quantity', 'description', 'sale_starts_at',
    'sale_ends_at', 'min_per_order', 'max_per_order', 'visibility', 'position');

-- reverse --
DROP TRIGGER zw_changes ON tickets;
