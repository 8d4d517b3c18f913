namespace Dci.CrvsApi.Hosting;

/// <summary>The server will not start as it is configured; the message says what to do about it.</summary>
internal sealed class StartRefusedException(string message) : Exception(message);
