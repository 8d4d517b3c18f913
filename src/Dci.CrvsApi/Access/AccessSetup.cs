using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Access;

/// <summary>Registers what holds state in the access policy.</summary>
internal static class AccessSetup
{
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddOptions<AdmissionOptions>().BindConfiguration(AdmissionOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AdmissionOptions>, AdmissionOptionsValidator>();
        return services.AddSingleton<RequestQuota>().AddSingleton<Admission>();
    }
}
