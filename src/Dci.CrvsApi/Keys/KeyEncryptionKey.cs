using System.Security.Cryptography;
using System.Text;
using Dci.CrvsApi.Hosting;

namespace Dci.CrvsApi.Keys;

/// <summary>Where the key-encryption key comes from: a file, the environment, or in Development one that is made and kept beside the data.</summary>
internal static class KeyEncryptionKey
{
    private const string DevelopmentFile = "kek";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static Seal Load(KeysOptions options, bool mayMake, string dataFolder)
    {
        if (!string.IsNullOrWhiteSpace(options.EncryptionKeyFile))
            return new Seal(ReadFile(options.EncryptionKeyFile));

        if (!string.IsNullOrWhiteSpace(options.EncryptionKey))
        {
            return new Seal(Decode(options.EncryptionKey) ?? throw new StartRefusedException(
                $"Keys:EncryptionKey is not {Seal.KeyLength} bytes in base64. Make one with: openssl rand -base64 {Seal.KeyLength}"));
        }

        return mayMake ? new Seal(LoadOrMake(Path.Combine(dataFolder, DevelopmentFile))) : throw new StartRefusedException(
            "There is no key-encryption key, so the server's own keys cannot be kept. Set Keys:EncryptionKeyFile to a file with "
            + $"{Seal.KeyLength} bytes (raw or base64), or the environment variable Keys__EncryptionKey to the base64. Make one with: openssl rand -base64 {Seal.KeyLength}");
    }

    private static byte[] LoadOrMake(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Make(path);
        byte[]? key = null;
        // Another process that starts just now may have made the file and not yet written it.
        SpinWait.SpinUntil(() => (key = Read(path)) is not null, Patience);
        return key ?? throw NoKey(path);
    }

    private static void Make(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        try
        {
            using var file = new FileStream(path, options);
            file.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Seal.KeyLength))));
        }
        catch (IOException) when (File.Exists(path))
        {
            // Made before; it is only ever made once.
        }
    }

    private static byte[] ReadFile(string path)
    {
        try
        {
            return Parse(File.ReadAllBytes(path)) ?? throw NoKey(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"The file of the key-encryption key, {path}, cannot be read: {e.Message}");
        }
    }

    private static byte[]? Read(string path)
    {
        try
        {
            return Parse(File.ReadAllBytes(path));
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static StartRefusedException NoKey(string path) =>
        new($"The file of the key-encryption key, {path}, does not hold {Seal.KeyLength} bytes, raw or in base64.");

    private static byte[]? Parse(byte[] content) => content.Length == Seal.KeyLength ? content : Decode(Encoding.ASCII.GetString(content));

    private static byte[]? Decode(string text)
    {
        var bytes = new byte[Seal.KeyLength];
        return Convert.TryFromBase64String(text.Trim(), bytes, out var length) && length == Seal.KeyLength ? bytes : null;
    }
}
