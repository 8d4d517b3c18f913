namespace Dci.CrvsApi.Workers;

/// <summary>Puts the presence of this process among the workers into the container.</summary>
internal static class WorkersSetup
{
    /// <summary>Before whatever claims work: hosted services stop in reverse, and the presence ends after what came later.</summary>
    public static IServiceCollection AddWorkers(this IServiceCollection services)
    {
        services.AddSingleton<WorkerIdentity>();
        services.AddHostedService<WorkerPresence>();
        return services;
    }
}
