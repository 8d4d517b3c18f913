namespace Dci.CrvsApi.Files;

/// <summary>The names of the parts that a message sent as a file has (DCI registry core 1.0.0, FileInfo; <c>api-spec/files.md</c>).</summary>
internal static class FileParts
{
    public const string Action = "action";
    public const string File = "fileName";
    public const string Format = "fileFormat";
    public const string Header = "header";
    public const string Signature = "signature";

    public const string Names = "action, fileFormat, header, signature and fileName";

    /// <summary>Most characters of a part that is text; null for one that is not, or that nobody knows.</summary>
    public static int? MostText(string name) => name switch
    {
        Action or Format => 64,
        Header or Signature => 16 * 1024,
        _ => null,
    };
}
