using Dci.CrvsApi.Commands;
using Dci.CrvsApi.Hosting;

if (CommandLine.IsCommand(args))
    return await CommandLine.RunAsync(args);

try
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddCrvsApi();
    await using var app = builder.Build();
    await app.OpenAsync();
    app.UseCrvsApi();
    await app.RunAsync();
    return 0;
}
catch (Exception fault) when (Mendable.Is(fault))
{
    await Console.Error.WriteLineAsync(fault.Message);
    return 1;
}
