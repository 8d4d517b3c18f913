namespace Dci.CrvsApi.Deliveries.Callbacks;

/// <summary>A host is at an address that callbacks may not go to; no connection was opened.</summary>
internal sealed class CallbackBlockedException(string message) : Exception(message);
