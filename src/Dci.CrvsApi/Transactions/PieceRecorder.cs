using Dci.CrvsApi.Access;
using Dci.CrvsApi.Deliveries;
using Dci.CrvsApi.Registry.Transactions;

namespace Dci.CrvsApi.Transactions;

/// <summary>Records a piece of work and, once that is durable, sends off what it has to say.</summary>
internal sealed class PieceRecorder(ITransactionLog log, Outbox outbox, Admission admission)
{
    /// <summary>False, with nothing recorded and nothing sent, when this node does not have the transaction any more.</summary>
    public async Task<bool> RecordAsync(WorkedPiece piece)
    {
        RecordedPiece? recorded;
        try
        {
            // Not cancelled: what may have been stored must be sent off.
            recorded = await log.RecordAsync(piece, CancellationToken.None);
        }
        catch when (piece.Delivery is not null)
        {
            outbox.Doubt(piece.Delivery);
            throw;
        }

        if (recorded is null && piece.Delivery is { } draft)
            outbox.Discard(draft);
        if (recorded?.Delivery is { } delivery)
        {
            admission.Add(delivery.PartnerId);
            outbox.Send(delivery);
        }

        return recorded is not null;
    }
}
