using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Files;

/// <summary>Registers how long messages and files are received.</summary>
internal static class FilesSetup
{
    public static void AddFiles(this IServiceCollection services)
    {
        services.AddOptions<FilesOptions>().BindConfiguration("Files").ValidateOnStart();
        services.AddSingleton<IValidateOptions<FilesOptions>, FilesOptionsValidator>();
        services.AddSingleton<SpoolFolder>();
        services.AddSingleton<ContentReader>();
        services.AddSingleton<BoundedBody>();
        services.AddSingleton<PartsReader>();
        services.AddSingleton<Turns>();
        services.AddSingleton<TableVerifier>();
    }
}
