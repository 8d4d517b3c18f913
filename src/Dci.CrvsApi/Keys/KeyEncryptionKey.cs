using System.Security.Cryptography;
using System.Text;
using Dci.CrvsApi.Hosting;

namespace Dci.CrvsApi.Keys;

/// <summary>Where the key-encryption key comes from: a file, the environment, or in Development one that is made and kept beside the data.</summary>
internal static class KeyEncryptionKey
{
    private const string DevelopmentFile = "kek";

    public static Seal Load(KeysOptions options, bool development, string dataFolder)
    {
        if (!string.IsNullOrWhiteSpace(options.EncryptionKeyFile))
        {
            return new Seal(ReadFile(options.EncryptionKeyFile));
        }

        if (!string.IsNullOrWhiteSpace(options.EncryptionKey))
        {
            return new Seal(Decode(options.EncryptionKey) ?? throw new StartRefusedException(
                $"Keys:EncryptionKey is not {Seal.KeyLength} bytes in base64. Make one with: openssl rand -base64 {Seal.KeyLength}"));
        }

        return development ? new Seal(LoadOrMake(Path.Combine(dataFolder, DevelopmentFile))) : throw new StartRefusedException(
            "There is no key-encryption key, so the server's own keys cannot be kept. Set Keys:EncryptionKeyFile to a file with "
            + $"{Seal.KeyLength} bytes (raw or base64), or the environment variable Keys__EncryptionKey to the base64. Make one with: openssl rand -base64 {Seal.KeyLength}");
    }

    private static byte[] LoadOrMake(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (!File.Exists(path))
        {
            Make(path);
        }

        return ReadFile(path);
    }

    // Written aside and moved, so that a second process that starts meanwhile reads a whole key, and the same one.
    private static void Make(string path)
    {
        var aside = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(aside, options))
        {
            file.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Seal.KeyLength))));
        }

        try
        {
            File.Move(aside, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(aside);
        }
    }

    private static byte[] ReadFile(string path)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            return bytes.Length == Seal.KeyLength ? bytes : Decode(Encoding.ASCII.GetString(bytes)) ?? throw new StartRefusedException(
                $"The file of Keys:EncryptionKeyFile, {path}, does not hold {Seal.KeyLength} bytes, raw or in base64.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"The file of Keys:EncryptionKeyFile, {path}, cannot be read: {e.Message}");
        }
    }

    private static byte[]? Decode(string text)
    {
        var bytes = new byte[Seal.KeyLength];
        return Convert.TryFromBase64String(text.Trim(), bytes, out var length) && length == Seal.KeyLength ? bytes : null;
    }
}
