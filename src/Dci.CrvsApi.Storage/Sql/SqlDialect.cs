using System.Data.Common;

namespace Dci.CrvsApi.Storage.Sql;

/// <summary>The few things in which one database differs from another. All other SQL is written once.</summary>
internal abstract class SqlDialect
{
    /// <summary>The folder below <c>Migrations</c>.</summary>
    public abstract string MigrationsFolder { get; }

    /// <summary>Begins a transaction that nobody else can write beside.</summary>
    public abstract string BeginExclusive { get; }

    /// <summary>Lists the tables there are.</summary>
    public abstract string TableNames { get; }

    /// <summary>Remembers a message unless it is remembered already and not yet over; it is then of no transaction. Parameters: partner, digest, end, now.</summary>
    public abstract string RememberMessage { get; }

    /// <summary>Gives due work that nobody has to a worker, longest due first, and lists its numbers in any order. Parameters: worker, now, limit.</summary>
    public abstract string ClaimTransactions { get; }

    /// <summary>
    /// The same with the deliveries of one destination. Nothing ordered is given of a subscription of which another worker has something,
    /// nor behind what is not due; of one that fails only the first. Parameters: worker, destination, now, limit.
    /// </summary>
    public abstract string ClaimDeliveries { get; }

    /// <summary>Lists the destinations of due deliveries that nobody has, at a cost that does not grow with their number. Parameter: now.</summary>
    public abstract string DueDestinations { get; }

    /// <summary>Lists the names and definitions of the indexes of records, people and identifiers.</summary>
    public abstract string IndexDefinitions { get; }

    /// <summary>Prepares a session for loading an empty register: nothing need be durable before the end.</summary>
    public abstract string BeginLoading { get; }

    /// <summary>Makes what was loaded durable, and everything after it.</summary>
    public abstract string EndLoading { get; }

    /// <summary>Adds a row and gives the number that it got.</summary>
    public abstract string InsertReturning(string table, string columns, string values, string key);

    /// <summary>The end of a query that wants one page; the parameters are size, then rows to pass over.</summary>
    public abstract string Page(string size, string passOver);

    /// <summary>A sort key with missing values last.</summary>
    public abstract string OrderBy(string expression, bool descending);

    /// <summary>A table that is read in the order of its key, whatever the conditions.</summary>
    public abstract string InKeyOrder(string tableAndAlias);

    /// <summary>A table that is read along this index, where the database would not see by itself that it is the shortest way.</summary>
    public abstract string ByIndex(string table, string index);

    /// <summary>Whether the failure means that the database can't be used now, and not that a statement is wrong.</summary>
    public abstract bool IsUnavailable(DbException failure);

    /// <summary>Whether a unique key was violated.</summary>
    public abstract bool IsDuplicateKey(DbException failure);
}
