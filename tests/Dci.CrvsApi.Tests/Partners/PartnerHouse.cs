using Dci.CrvsApi.Partners;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dci.CrvsApi.Tests.Partners;

/// <summary>Directory and administration over a store in memory, as the server puts them together.</summary>
internal sealed class PartnerHouse : IDisposable
{
    public PartnerHouse(string environment = "Production", PartnerFile? file = null)
    {
        var sandbox = new SandboxRule(new Named(environment), Log.For<SandboxRule>());
        var reader = new StoredPartnerReader(sandbox, Log.For<StoredPartnerReader>());
        var filed = new FiledPartners(file ?? PartnerFile.None, sandbox);
        Directory = new PartnerDirectory(Store, filed, reader, Clock, NullLogger<PartnerDirectory>.Instance);
        Administration = new PartnerAdministration(Store, file ?? PartnerFile.None, Directory, Clock);
        KeySets = new PinnedKeySets(Directory, filed, Administration);
    }

    public ManualClock Clock { get; } = new();

    public PartnersInMemory Store { get; } = new();

    public Messages Log { get; } = new();

    public PartnerDirectory Directory { get; }

    public PartnerAdministration Administration { get; }

    public PinnedKeySets KeySets { get; }

    public async Task<PartnerChange.Made> AddAsync(PartnerRegistration registration) =>
        (PartnerChange.Made)await Administration.AddAsync(registration, CancellationToken.None);

    public async Task<Partner?> FindAsync(string id) => (await Directory.FindAsync(id, CancellationToken.None))?.Partner;

    public void Dispose() => Directory.Dispose();

    /// <summary>What was logged.</summary>
    internal sealed class Messages
    {
        public List<string> All { get; } = [];

        public ILogger<T> For<T>() => new Logger<T>(All);

        private sealed class Logger<T>(List<string> all) : ILogger<T>
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
                all.Add(formatter(state, exception));
        }
    }

    private sealed class Named(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;

        public string ApplicationName { get; set; } = "tests";

        public string ContentRootPath { get; set; } = "/";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
