using Dci.CrvsApi.Messaging;

namespace Dci.CrvsApi.Files;

/// <summary>A CSV file as it arrived, with the header and signature that came beside it: nothing in it has been believed yet.</summary>
/// <param name="File">The file.</param>
/// <param name="Header">The bytes of the header part.</param>
/// <param name="Signature">The signature part, null when absent or empty.</param>
internal sealed record ReceivedTable(ReceivedBody File, ReadOnlyMemory<byte> Header, string? Signature);

/// <summary>A CSV file that passed every check up to its rows.</summary>
/// <param name="File">The file; alive until the answer is written.</param>
/// <param name="Rows">How many items it asks, at least one.</param>
/// <param name="TransactionId">As the header part names it, else its message id.</param>
internal sealed record VerifiedTable(ReceivedBody File, int Rows, string TransactionId);

/// <summary>What a request brought: a message, or a table with what belongs to it.</summary>
internal abstract record Reception
{
    private Reception()
    {
    }

    internal sealed record Message(ReceivedBody Body) : Reception;

    internal sealed record Table(ReceivedTable Content) : Reception;
}
