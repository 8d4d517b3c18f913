using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Transactions;

namespace Dci.CrvsApi.Transactions;

/// <summary>The work that one kind of asynchronous message makes. It may be called again for what was done in part.</summary>
internal interface ITransactionWork
{
    TransactionKind Kind { get; }

    /// <summary>Does what is left to do; false when this node turned out not to have the transaction any more.</summary>
    Task<bool> CarryOutAsync(WaitingWork waiting, Partner partner, CancellationToken cancellationToken);

    /// <summary>Ends the transaction with everything that is left rejected; false as above.</summary>
    /// <param name="partner">Who is told; null when nobody is.</param>
    /// <param name="reason">Words for the sender.</param>
    Task<bool> RejectAsync(WaitingWork waiting, Partner? partner, string reason, CancellationToken cancellationToken);
}
