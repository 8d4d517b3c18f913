namespace Dci.CrvsApi.Fhir;

/// <summary>Puts together what speaks FHIR.</summary>
internal static class FhirSetup
{
    public static void AddFhir(this IServiceCollection services)
    {
        services.AddSingleton<BundleMasks>();
    }
}
