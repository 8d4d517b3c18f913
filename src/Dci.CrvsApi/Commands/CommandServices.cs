using System.CommandLine;
using Dci.CrvsApi.Hosting;
using Microsoft.Extensions.Logging.Console;

namespace Dci.CrvsApi.Commands;

/// <summary>The same services that the server runs on, opened for one command.</summary>
internal static class CommandServices
{
    /// <summary>Which data folder; the default is the server's.</summary>
    public static Option<DirectoryInfo?> Data { get; } = new("--data")
    {
        Description = "The data folder (default: the setting Data:Path, else data under the content root).",
        Recursive = true,
    };

    /// <summary>Opens the register, runs the command and closes it; a fault that the operator can mend is one line on standard error.</summary>
    public static async Task<int> RunAsync(ParseResult parsed, Func<IServiceProvider, Task<int>> command, CancellationToken cancellationToken)
    {
        try
        {
            var builder = WebApplication.CreateBuilder();
            if (parsed.GetValue(Data) is { } folder)
                builder.Configuration["Data:Path"] = folder.FullName;
            builder.Logging.SetMinimumLevel(LogLevel.Warning);
            // Standard output is what the command was asked for, and nothing else: scripts read it.
            builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
            builder.AddCrvsApi();
            await using var app = builder.Build();
            await app.OpenRegisterAsync(cancellationToken);
            return await command(app.Services);
        }
        catch (Exception fault) when (Mendable.Is(fault))
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return 1;
        }
    }
}
