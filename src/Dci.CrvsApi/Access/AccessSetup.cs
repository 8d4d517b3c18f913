namespace Dci.CrvsApi.Access;

/// <summary>Registers what holds state in the access policy.</summary>
internal static class AccessSetup
{
    public static IServiceCollection AddAccess(this IServiceCollection services) => services.AddSingleton<RequestQuota>();
}
