namespace Dci.CrvsApi.Registry.Transactions;

/// <summary>Port to where long messages are kept until they are worked through: in pieces, so that none is ever held whole.</summary>
public interface IContentStore
{
    /// <summary>Stores the stream to its end, durably, and gives the number it is kept under.</summary>
    Task<long> StoreAsync(Stream content, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Reads what is stored; the caller disposes the stream. Null when there is none (any more).</summary>
    Stream? OpenRead(long contentId);

    /// <summary>Removes what is stored, unless it became part of a transaction.</summary>
    Task RemoveUnusedAsync(long contentId, CancellationToken cancellationToken);

    /// <summary>Removes what was stored before this instant and never became part of a transaction.</summary>
    Task<int> RemoveUnusedAsync(DateTimeOffset storedBefore, CancellationToken cancellationToken);
}
