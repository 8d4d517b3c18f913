namespace Dci.CrvsApi.Discovery;

/// <summary>The contract as this build carries it: openapi.yaml byte for byte, and the same in JSON, made when first asked for.</summary>
internal static class ContractDocument
{
    private static readonly Lazy<byte[]> LazyYaml = new(() => Read("openapi.yaml"));
    private static readonly Lazy<byte[]> LazyJson = new(() => YamlJson.Convert(LazyYaml.Value));

    public static ReadOnlyMemory<byte> Yaml => LazyYaml.Value;

    public static ReadOnlyMemory<byte> Json => LazyJson.Value;

    /// <summary>An embedded file of this assembly.</summary>
    internal static byte[] Read(string name)
    {
        using var stream = typeof(ContractDocument).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not embedded.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
