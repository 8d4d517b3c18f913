using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Dci.CrvsApi.Storage.Sql.Sqlite;

/// <summary>What SQLite says its own way.</summary>
internal sealed class SqliteDialect : SqlDialect
{
    public override string MigrationsFolder => "Sqlite";

    public override string BeginExclusive => "BEGIN IMMEDIATE";

    public override string TableNames => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";

    public override string IndexDefinitions =>
        "SELECT name AS Name, sql AS Definition FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ('record', 'person', 'ident', 'resource')";

    public override string BeginLoading => "PRAGMA synchronous = OFF; PRAGMA wal_autocheckpoint = 16000; PRAGMA threads = 2; PRAGMA cache_size = -65536;";

    public override string EndLoading =>
        "PRAGMA synchronous = FULL; PRAGMA wal_checkpoint(TRUNCATE); PRAGMA wal_autocheckpoint = 4000; PRAGMA threads = 0; PRAGMA cache_size = -2000;";

    public override string RememberMessage =>
        """
        INSERT INTO message_seen (partner_id, digest, forget_at) VALUES (@partner, @digest, @forget)
        ON CONFLICT (partner_id, digest) DO UPDATE SET forget_at = excluded.forget_at, txn_no = NULL WHERE message_seen.forget_at <= @now
        """;

    public override string ClaimTransactions =>
        """
        UPDATE txn SET worker_id = @worker WHERE txn_no IN (
            SELECT txn_no FROM txn INDEXED BY ix_txn_due WHERE finished_at IS NULL AND worker_id IS NULL AND due_at <= @now ORDER BY due_at LIMIT @limit)
        RETURNING txn_no
        """;

    public override string ClaimDeliveries =>
        """
        UPDATE delivery SET worker_id = @worker WHERE delivery_no IN (
            SELECT d.delivery_no FROM delivery d INDEXED BY ix_delivery_due LEFT JOIN subscription s ON s.subscription_no = d.subscription_no
            WHERE d.state = 0 AND d.worker_id IS NULL AND d.destination = @destination AND d.due_at <= @now
                AND (d.ordered = 0 OR NOT EXISTS (
                    SELECT 1 FROM delivery e INDEXED BY ix_delivery_lane
                    WHERE e.state = 0 AND e.subscription_no = d.subscription_no
                        AND (e.worker_id <> @worker OR (e.delivery_no < d.delivery_no AND (e.due_at > @now OR s.failing_since IS NOT NULL)))))
            ORDER BY d.due_at, d.delivery_no LIMIT @limit)
        RETURNING delivery_no
        """;

    // SQLite does not skip from one value of an index to the next by itself; this does, whatever waits for each destination.
    public override string DueDestinations =>
        """
        WITH RECURSIVE found (destination) AS (
            SELECT MIN(destination) FROM delivery INDEXED BY ix_delivery_due WHERE state = 0 AND worker_id IS NULL
            UNION ALL
            SELECT (SELECT MIN(d.destination) FROM delivery d INDEXED BY ix_delivery_due WHERE d.state = 0 AND d.worker_id IS NULL AND d.destination > found.destination)
            FROM found WHERE found.destination IS NOT NULL)
        SELECT destination FROM found
        WHERE destination IS NOT NULL AND EXISTS (
            SELECT 1 FROM delivery w INDEXED BY ix_delivery_due WHERE w.state = 0 AND w.worker_id IS NULL AND w.destination = found.destination AND w.due_at <= @now)
        """;

    public override string InsertReturning(string table, string columns, string values, string key) =>
        $"INSERT INTO {table} ({columns}) VALUES ({values}) RETURNING {key}";

    public override string Page(string size, string passOver) => $"LIMIT {size} OFFSET {passOver}";

    // Descending order puts missing values last by itself, and so can walk an index backwards.
    public override string OrderBy(string expression, bool descending) =>
        descending ? expression + " DESC" : expression + " ASC NULLS LAST";

    public override string InKeyOrder(string tableAndAlias) => tableAndAlias + " NOT INDEXED";

    public override string ByIndex(string table, string index) => $"{table} INDEXED BY {index}";

    public override bool IsUnavailable(DbException failure) => failure is SqliteException
    {
        SqliteErrorCode: SqliteCodes.Busy or SqliteCodes.Locked or SqliteCodes.NoMemory or SqliteCodes.ReadOnly or SqliteCodes.InputOutput
            or SqliteCodes.Corrupt or SqliteCodes.Full or SqliteCodes.CanNotOpen or SqliteCodes.NotADatabase,
    };

    public override bool IsDuplicateKey(DbException failure) => failure is SqliteException { SqliteErrorCode: SqliteCodes.Constraint };
}
