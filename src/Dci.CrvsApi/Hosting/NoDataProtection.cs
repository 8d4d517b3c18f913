using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Dci.CrvsApi.Hosting;

/// <summary>The web framework brings cookie protection along, which nothing here uses: it must not write keys into the operator's home folder.</summary>
internal static class NoDataProtection
{
    public static void AddNoDataProtection(this IServiceCollection services)
    {
        services.AddDataProtection().DisableAutomaticKeyGeneration();
        services.Configure<KeyManagementOptions>(options => options.XmlRepository = new Nowhere());
    }

    private sealed class Nowhere : IXmlRepository
    {
        public IReadOnlyCollection<XElement> GetAllElements() => [];

        public void StoreElement(XElement element, string friendlyName)
        {
        }
    }
}
