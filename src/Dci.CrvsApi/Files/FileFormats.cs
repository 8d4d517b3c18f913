using System.Text;

namespace Dci.CrvsApi.Files;

/// <summary>What a file is.</summary>
internal enum FileFormat
{
    /// <summary>The whole message: signature, header and message.</summary>
    Json,

    /// <summary>A table of identifiers or attributes.</summary>
    Csv,
}

/// <summary>The words for formats.</summary>
internal static class FileFormats
{
    /// <summary>Nothing said means JSON; null for a word that is not known.</summary>
    public static FileFormat? Read(byte[]? word) => word is null ? FileFormat.Json : Encoding.UTF8.GetString(word).Trim().ToLowerInvariant() switch
    {
        "" or "json" => FileFormat.Json,
        "csv" => FileFormat.Csv,
        _ => null,
    };
}
