namespace Dci.CrvsApi.Answers;

/// <summary>What could be read of a message; a refusal repeats no more than this. Whoever read it leaves it as a feature of the context.</summary>
/// <param name="SenderId">Null when it could not be read or was not believed.</param>
/// <param name="TransactionId">Null when it could not be read or is too long.</param>
internal sealed record EnvelopeEcho(string? SenderId, string? TransactionId);
