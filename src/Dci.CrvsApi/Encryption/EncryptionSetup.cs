using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Encryption;

/// <summary>Puts what encrypts and decrypts into the container.</summary>
internal static class EncryptionSetup
{
    public static IServiceCollection AddEncryption(this IServiceCollection services)
    {
        services.AddOptions<EncryptionOptions>().BindConfiguration(EncryptionOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<EncryptionOptions>, EncryptionOptionsValidator>();
        services.AddSingleton<AnswerEncryption>();
        services.AddSingleton<MessageCipher>();
        return services;
    }
}
