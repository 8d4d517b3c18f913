namespace Dci.CrvsApi.Keys;

/// <summary>The server cannot open or make its keys as it is set up; the message says what to set.</summary>
internal sealed class KeyConfigurationException(string message, Exception? inner = null) : Exception(message, inner);
