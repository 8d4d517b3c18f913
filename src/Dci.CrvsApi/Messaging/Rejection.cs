namespace Dci.CrvsApi.Messaging;

/// <summary>Why a request, or one item of it, was turned down: a code of the standard and words the sender can act on. Never personal data.</summary>
internal sealed record Rejection(string Code, string Detail);
