using System.Runtime.CompilerServices;

namespace Dci.CrvsApi.Ingest;

/// <summary>A bundle as it lies in a file.</summary>
/// <param name="Name">The file, with the line for NDJSON.</param>
/// <param name="Json">UTF-8.</param>
internal sealed record BundleFile(string Name, ReadOnlyMemory<byte> Json);

/// <summary>Finds bundles in files and folders, in the order of their names.</summary>
internal static class BundleFiles
{
    public static IAsyncEnumerable<BundleFile> Under(FileSystemInfo source) => source is DirectoryInfo folder
        ? FromAsync(folder.EnumerateFiles("*", SearchOption.AllDirectories).Where(IsBundleFile).OrderBy(file => file.FullName, StringComparer.Ordinal))
        : FromAsync([new FileInfo(source.FullName)]);

    private static bool IsBundleFile(FileInfo file) => file.Extension is ".json" or ".ndjson";

    private static async IAsyncEnumerable<BundleFile> FromAsync(IEnumerable<FileInfo> files, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var file in files)
        {
            if (file.Extension != ".ndjson")
            {
                yield return new BundleFile(file.FullName, await File.ReadAllBytesAsync(file.FullName, cancellationToken));
                continue;
            }

            var number = 0;
            await foreach (var line in File.ReadLinesAsync(file.FullName, cancellationToken))
            {
                number++;
                if (!string.IsNullOrWhiteSpace(line))
                    yield return new BundleFile($"{file.FullName}:{number}", System.Text.Encoding.UTF8.GetBytes(line));
            }
        }
    }
}
