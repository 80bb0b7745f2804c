# run once, as the database is made: a role for each service, and its schema, in which nobody else may look
role() {
    psql --username postgres --dbname beton --set ON_ERROR_STOP=1 --set role="$1" --set password="$2" <<'SQL'
CREATE ROLE :"role" LOGIN PASSWORD :'password';
CREATE SCHEMA :"role" AUTHORIZATION :"role";
SQL
}
role ingest "$INGEST_PASSWORD"
role hypothesis "$HYPOTHESIS_PASSWORD"
role router "$ROUTER_PASSWORD"
