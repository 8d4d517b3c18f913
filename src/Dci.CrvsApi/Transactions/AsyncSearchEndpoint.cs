using Dci.CrvsApi.Files;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Transactions;
using Dci.CrvsApi.Search;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Transactions;

/// <summary><c>POST /registry/search</c>: what can be known at once is refused at once; the rest is acknowledged and answered later.</summary>
internal sealed class AsyncSearchEndpoint(AcknowledgingEndpoint endpoint, SearchDoor door, IOptions<FilesOptions> options, TimeProvider clock)
{
    public Task HandleAsync(HttpContext context) => endpoint.HandleAsync(context, Operation.Search, options.Value.MaxMessageBytes, Read);

    private Outcome<Intention> Read(VerifiedMessage message)
    {
        if (message.Table is { } table)
            return Read(message.Partner, table);
        var batch = SearchRules.Open(message.Body, int.MaxValue);
        return batch.Failed ? batch.Failure : Read(message.Partner, batch.Value.TransactionId, batch.Value.Items(), batch.Value.Count);
    }

    private Outcome<Intention> Read(Partner partner, VerifiedTable table)
    {
        using var file = new MemoryContent(table.File.Bytes);
        return Read(partner, table.TransactionId, TableItems.Read(file, clock.GetUtcNow()), table.Rows);
    }

    private Outcome<Intention> Read(Partner partner, string transactionId, IEnumerable<SearchItem> items, int count)
    {
        var references = door.Check(partner, items, count);
        return references.Failed
            ? references.Failure
            : new Intention { Kind = TransactionKind.Search, TransactionId = transactionId, Count = count, ReferenceIds = references.Value };
    }
}
