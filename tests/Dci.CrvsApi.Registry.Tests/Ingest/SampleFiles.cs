using System.Text;
using Dci.CrvsApi.Registry.Ingest;

namespace Dci.CrvsApi.Registry.Tests.Ingest;

/// <summary>The bundles of samples/data.</summary>
internal static class SampleFiles
{
    public static string Folder { get; } = Path.Combine(Root(AppContext.BaseDirectory), "samples", "data");

    public static IReadOnlyList<string> Bundles { get; } =
        [.. Directory.GetFiles(Folder, "*.json").Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)];

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Folder, name));

    public static string Text(string name) => File.ReadAllText(Path.Combine(Folder, name));

    public static IEnumerable<byte[]> Lines(string name) =>
        File.ReadLines(Path.Combine(Folder, name)).Select(Encoding.UTF8.GetBytes);

    public static IncomingBundle Read(string name) => Accepted(Bytes(name));

    public static IncomingBundle Accepted(ReadOnlyMemory<byte> json)
    {
        var reading = BundleReader.Read(json);
        Assert.That(reading, Is.InstanceOf<BundleReading.Accepted>(), () => string.Join('\n', ((BundleReading.Refused)reading).Faults));
        return ((BundleReading.Accepted)reading).Bundle;
    }

    public static IReadOnlyList<BundleFault> Faults(string json)
    {
        var reading = BundleReader.Read(Encoding.UTF8.GetBytes(json));
        Assert.That(reading, Is.InstanceOf<BundleReading.Refused>());
        return ((BundleReading.Refused)reading).Faults;
    }

    private static string Root(string folder) =>
        File.Exists(Path.Combine(folder, "Dci.CrvsApi.sln")) ? folder : Root(Path.GetDirectoryName(folder)!);
}
