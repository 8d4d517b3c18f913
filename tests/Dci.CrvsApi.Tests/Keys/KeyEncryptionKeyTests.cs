using System.Security.Cryptography;
using Dci.CrvsApi.Hosting;
using Dci.CrvsApi.Keys;

namespace Dci.CrvsApi.Tests.Keys;

public sealed class KeyEncryptionKeyTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("keys").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Is_made_in_development_once_and_for_its_owner_only()
    {
        var box = KeyEncryptionKey.Load(new KeysOptions(), mayMake: true, _folder).Close([1], "x");
        Assert.That(KeyEncryptionKey.Load(new KeysOptions(), mayMake: true, _folder).Open(box, "x"), Is.EqualTo(new byte[] { 1 }));
        Assert.That(Directory.GetFiles(_folder), Has.Length.EqualTo(1));
        if (!OperatingSystem.IsWindows())
            Assert.That(File.GetUnixFileMode(Path.Combine(_folder, "kek")), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Test]
    public void Is_the_same_for_processes_that_start_together()
    {
        var boxes = ParallelEnumerable.Range(0, 16).WithDegreeOfParallelism(16).Select(_ => KeyEncryptionKey.Load(new KeysOptions(), mayMake: true, _folder).Close([1], "x")).ToList();
        var seal = KeyEncryptionKey.Load(new KeysOptions(), mayMake: true, _folder);
        Assert.That(boxes.Select(box => seal.Open(box, "x")), Is.All.EqualTo(new byte[] { 1 }));
    }

    [Test]
    public void Is_asked_for_anywhere_else() =>
        Assert.That(
            () => KeyEncryptionKey.Load(new KeysOptions(), mayMake: false, _folder),
            Throws.TypeOf<StartRefusedException>().With.Message.Contains("Keys:EncryptionKeyFile").And.Message.Contains("Keys__EncryptionKey"));

    [Test]
    public void Comes_from_a_file_raw_or_in_base64_or_from_the_settings()
    {
        var key = RandomNumberGenerator.GetBytes(32);
        var raw = Path.Combine(_folder, "raw");
        var text = Path.Combine(_folder, "text");
        File.WriteAllBytes(raw, key);
        File.WriteAllText(text, Convert.ToBase64String(key) + "\n");
        var box = new Seal(key).Close([1], "x");
        foreach (var options in new[] { new KeysOptions { EncryptionKeyFile = raw }, new KeysOptions { EncryptionKeyFile = text }, new KeysOptions { EncryptionKey = Convert.ToBase64String(key) } })
            Assert.That(KeyEncryptionKey.Load(options, mayMake: false, _folder).Open(box, "x"), Is.Not.Null);
    }

    [Test]
    public void Is_refused_when_it_is_no_key()
    {
        var file = Path.Combine(_folder, "short");
        File.WriteAllText(file, "c2hvcnQ=");
        foreach (var options in new[] { new KeysOptions { EncryptionKeyFile = file }, new KeysOptions { EncryptionKeyFile = file + ".missing" }, new KeysOptions { EncryptionKey = "c2hvcnQ=" } })
            Assert.That(() => KeyEncryptionKey.Load(options, mayMake: true, _folder), Throws.TypeOf<StartRefusedException>());
    }
}
