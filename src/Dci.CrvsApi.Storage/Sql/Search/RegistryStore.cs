using System.Data.Common;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;
using Dci.CrvsApi.Storage.Sql.Places;
using Dci.CrvsApi.Storage.Sql.Records;

namespace Dci.CrvsApi.Storage.Sql.Search;

/// <summary>The register as it is searched. One search sees the register at one moment.</summary>
internal sealed class RegistryStore(SqlDatabase database, SqlDatabase exchanges, PlaceShelf shelf, StorageOptions options) : IRegistryStore
{
    private readonly Totals _totals = new();

    public ValueTask<SearchOutcome> SearchAsync(FhirQuery query, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if ((query.Page.Number - 1L) * query.Page.Size > options.DeepestRow)
            return ValueTask.FromResult<SearchOutcome>(new SearchOutcome.TooDeep(options.DeepestRow));
        try
        {
            using var lease = database.Rent();
            return ValueTask.FromResult(
                (NumberLookup.Serves(query) ? NumberLookup.Run(lease.Session, query) : null) ?? Search(lease.Session, query, cancellationToken));
        }
        catch (DbException failure) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException("The search was abandoned.", failure, cancellationToken);
        }
        catch (DbException failure) when (database.Dialect.IsUnavailable(failure))
        {
            throw SqlDatabase.Unavailable(failure);
        }
    }

    public ValueTask<ReadOnlyMemory<byte>?> ReadBundleAsync(string recordId, CancellationToken cancellationToken) =>
        ValueTask.FromResult(database.Read(session => StoredBundles.Registered(session, recordId)));

    // No search is answered without its exchange being remembered.
    public ValueTask CheckAsync(CancellationToken cancellationToken)
    {
        database.Check();
        exchanges.Check();
        return ValueTask.CompletedTask;
    }

    private SearchOutcome Search(SqlSession session, FhirQuery query, CancellationToken cancellationToken)
    {
        using var abandoned = cancellationToken.UnsafeRegister(static state => ((SqlSession)state!).Interrupt(), session);
        session.Execute("BEGIN");
        try
        {
            var outcome = Search(session, query);
            session.Execute("COMMIT");
            return outcome;
        }
        catch
        {
            session.Undo();
            throw;
        }
    }

    private SearchOutcome Search(SqlSession session, FhirQuery query)
    {
        var search = CompiledSearch.Of(query, shelf.Get(session), database.Dialect);
        return new PageSearch(session, search, _totals, options.SortLimit).Run(query.Page) is { } page
            ? new SearchOutcome.Page(page.Total, Matches(session, query, page.Keys))
            : new SearchOutcome.SortTooWide(options.SortLimit);
    }

    private static RecordMatch[] Matches(SqlSession session, FhirQuery query, List<long> keys)
    {
        var named = query.Branches.Select(NamedSubject.Of).OfType<NamedSubject>().ToList();
        return [.. keys.Select(seq => RecordReader.Read(session, seq, Named(session, named, seq), query.Language))];
    }

    private static PersonRole? Named(SqlSession session, List<NamedSubject> named, long seq)
    {
        foreach (var subject in named)
            if (subject.In(session, seq) is { } role)
                return role;
        return null;
    }
}
