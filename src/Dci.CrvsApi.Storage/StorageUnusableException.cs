namespace Dci.CrvsApi.Storage;

/// <summary>The store can't be used at all until a person has done something; the message says what.</summary>
public sealed class StorageUnusableException(string message, Exception? inner = null) : Exception(message, inner);
