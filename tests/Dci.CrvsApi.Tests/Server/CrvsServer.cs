using System.Text.Json;
using Dci.CrvsApi.Management;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dci.CrvsApi.Tests.Server;

/// <summary>The real server in this process, on a data folder of its own.</summary>
internal sealed class CrvsServer : WebApplicationFactory<Program>
{
    private readonly DirectoryInfo _folder;
    private readonly string _environment;
    private readonly Dictionary<string, string?> _settings;
    private bool _leavesFolder;

    public CrvsServer(string environment = "Development", params (string Name, string Value)[] settings)
        : this(
            Directory.CreateTempSubdirectory("crvs-test-"),
            environment,
            settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value, StringComparer.Ordinal))
    {
    }

    private CrvsServer(DirectoryInfo folder, string environment, Dictionary<string, string?> settings)
    {
        (_folder, _environment, _settings) = (folder, environment, settings);
        Logs = new CapturedLogs();
    }

    /// <summary>Everything the server has logged.</summary>
    public CapturedLogs Logs { get; }

    public string DataFolder => _folder.FullName;

    /// <summary>What a newcomer finds in data/demo.json.</summary>
    public JsonElement Demo
    {
        get
        {
            _ = Server;
            return JsonDocument.Parse(File.ReadAllBytes(Path.Combine(_folder.FullName, "demo.json"))).RootElement;
        }
    }

    /// <summary>Talks to the management address of the started server, over a real connection.</summary>
    public HttpClient CreateManagementClient() => new() { BaseAddress = Services.GetRequiredService<ManagementServer>().Address };

    /// <summary>Stops this server; the one that is given goes on with its folder.</summary>
    public CrvsServer Restart()
    {
        _leavesFolder = true;
        Dispose();
        return new CrvsServer(_folder, _environment, _settings);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(_environment);
        builder.UseSetting("Data:Path", _folder.FullName);
        builder.UseSetting("Management:Url", "http://127.0.0.1:0");
        builder.UseSetting("Logging:LogLevel:Dci.CrvsApi", "Debug");
        foreach (var (name, value) in _settings)
            builder.UseSetting(name, value);
        builder.ConfigureLogging(logging => logging.AddProvider(Logs).SetMinimumLevel(LogLevel.Debug));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && !_leavesFolder && _folder.Exists)
            _folder.Delete(recursive: true);
    }
}
