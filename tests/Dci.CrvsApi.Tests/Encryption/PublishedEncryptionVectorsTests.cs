using System.Buffers.Text;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Encryption;
using Dci.CrvsApi.Keys;

namespace Dci.CrvsApi.Tests.Encryption;

/// <summary>What the RFCs print.</summary>
internal sealed class PublishedEncryptionVectorsTests
{
    private const string Modulus = "oahUIoWw0K0usKNuOR6H4wkf4oBUXHTxRvgb48E-BVvxkeDNjbC4he8rUWcJoZmds2h7M70imEVhRU5djINXtqllXI4DFqcI1DgjT9LewND8MW2Krf3Spsk_ZkoFnilakGygTwpZ3uesH-PFABNIUYpOiN15dsQRkgr0vEhxN92i2asbOenSZeyaxziK72UwxrrKoExv6kc5twXTq4h-QChLOln0_mtUZwfsRaMStPs6mS6XrgxnxbWhojf663tuEQueGC-FCMfra36C9knDFGzKsNa7LZK2djYgyD3JR_MB_4NUJW_TqOQtwHYbxevoJArm-L5StowjzGy-_bq6Gw";
    private const string PrivateExponent = "kLdtIj6GbDks_ApCSTYQtelcNttlKiOyPzMrXHeI-yk1F7-kpDxY4-WY5NWV5KntaEeXS1j82E375xxhWMHXyvjYecPT9fpwR_M9gV8n9Hrh2anTpTD93Dt62ypW3yDsJzBnTnrYu1iwWRgBKrEYY46qAZIrA2xAwnm2X7uGR1hghkqDp0Vqj3kbSCz1XyfCs6_LehBwtxHIyh8Ripy40p24moOAbgxVw3rxT_vlt3UVe4WO3JkJOzlpUf-KTVI2Ptgm-dARxTEtE-id-4OJr0h-K-VFs3VSndVTIznSxfyrj8ILL6MG_Uv8YAu7VILSB3lOW085-4qE3DzgrTjgyQ";
    private const string FirstPrime = "1r52Xk46c-LsfB5P442p7atdPUrxQSy4mti_tZI3Mgf2EuFVbUoDBvaRQ-SWxkbkmoEzL7JXroSBjSrK3YIQgYdMgyAEPTPjXv_hI2_1eTSPVZfzL0lffNn03IXqWF5MDFuoUYE0hzb2vhrlN_rKrbfDIwUbTrjjgieRbwC6Cl0";

    [Test]
    public void Opens_RFC_7516_A_1()
    {
        var jwe = new JsonObject
        {
            ["protected"] = "eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ",
            ["header"] = new JsonObject { ["kid"] = "A.1" },
            ["encrypted_key"] = "OKOawDo13gRp2ojaHV7LFpZcgV7T6DVZKTyKOMTYUmKoTCVJRgckCL9kiMT03JGeipsEdY3mx_etLbbWSrFr05kLzcSr4qKAq7YN7e9jwQRb23nfa6c9d-StnImGyFDbSv04uVuxIp5Zms1gNxKKK2Da14B8S4rzVRltdYwam_lDp5XnZAYpQdb76FdIKLaVmqgfwX7XWRxv2322i-vDxRfqNzo_tETKzpVLzfiwQyeyPGLBIO56YJ7eObdv0je81860ppamavo35UgoRdbYaBcoh9QcfylQr66oc6vFWXRcZ_ZT2LawVCWTIy3brGPi6UklfCpIMfIjf7iGdXKHzg",
            ["iv"] = "48V1_ALb6US04U3b",
            ["ciphertext"] = "5eym8TW_c8SuK0ltJ3rpYIzOeDQz7TALvtu6UG9oMo4vpzs9tX_EFShS8iB7j6jiSdiwkIr3ajwQzaBtQD_A",
            ["tag"] = "XFBoMYUZodetZdvTiFvSkQ",
        };
        var read = FlattenedJwe.Read(JsonElement.Parse(jwe.ToJsonString()), out var fault);

        Assert.That(read, Is.Not.Null, fault);
        Assert.That((read!.Header.Algorithm, read.Header.Content, read.Header.KeyId), Is.EqualTo((KeyAlgorithm.RsaOaep, ContentAlgorithm.A256Gcm, "A.1")));
        Assert.That(Encoding.ASCII.GetString(JweOpener.Open(read, new RsaKeyMaterial(PrintedKey()))!), Is.EqualTo("The true sign of intelligence is not knowledge but imagination."));
    }

    [Test]
    public void Agrees_on_the_key_of_RFC_7518_C()
    {
        using var alice = Key("gI0GAILBdu7T53akrFmMyGcsF3n5dO7MmwNBHKW5SV0", "SLW_xSffzlPWrHEVI30DHM_4egVwt3NQqeUD7nMFpps", "0_NxaRPUMQoAJt50Gz8YiTr8gRTwyEaCumd-MToTmIo");
        using var bob = Key("weNJy2HscCSM6AEDTDg04biOvhFhyyWvOHQfeF_PxMQ", "e8lnCO-AlStT-NJVX-crhB7QRYhiix03illJOVAOyck", "VEmDZpDXXK8p8N0Cndsxs924q6nS1RXFASRl6BfUqdw");
        var (hers, his) = (new byte[16], new byte[16]);

        KeyAgreement.Derive(alice, bob.PublicKey, "A128GCM", "Alice"u8, "Bob"u8, hers);
        KeyAgreement.Derive(bob, alice.PublicKey, "A128GCM", "Alice"u8, "Bob"u8, his);

        Assert.That(Base64Url.EncodeToString(hers), Is.EqualTo("VqqN6vgjbSBcIijNcacQGg"));
        Assert.That(his, Is.EqualTo(hers));
    }

    [Test]
    public void Wraps_the_key_of_RFC_3394_4_6()
    {
        var wrapping = Convert.FromHexString("000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F");
        var key = Convert.FromHexString("00112233445566778899AABBCCDDEEFF000102030405060708090A0B0C0D0E0F");
        var wrapped = Convert.FromHexString("28C9F404C4B810F4CBCCB35CFB87F8263F5786E2D80ED326CBC7F0E71A99F43BFB988B9B7A02DD21");

        Assert.That(KeyWrap.Wrap(wrapping, key), Is.EqualTo(wrapped));
        Assert.That(KeyWrap.Unwrap(wrapping, wrapped), Is.EqualTo(key));
        wrapped[7] ^= 1;
        Assert.That(KeyWrap.Unwrap(wrapping, wrapped), Is.Null);
    }

    private static RSA PrintedKey()
    {
        var (n, d, p, one) = (Number(Modulus), Number(PrivateExponent), Number(FirstPrime), BigInteger.One);
        var q = n / p;
        return RSA.Create(new RSAParameters
        {
            Modulus = Bytes(n, 256),
            Exponent = [1, 0, 1],
            D = Bytes(d, 256),
            P = Bytes(p, 128),
            Q = Bytes(q, 128),
            DP = Bytes(d % (p - one), 128),
            DQ = Bytes(d % (q - one), 128),
            InverseQ = Bytes(BigInteger.ModPow(q, p - 2, p), 128),
        });
    }

    private static BigInteger Number(string text) => new(Base64Url.DecodeFromChars(text), isUnsigned: true, isBigEndian: true);

    private static byte[] Bytes(BigInteger number, int length)
    {
        var bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[length - bytes.Length], .. bytes];
    }

    private static ECDiffieHellman Key(string x, string y, string d) => ECDiffieHellman.Create(new ECParameters
    {
        Curve = ECCurve.NamedCurves.nistP256,
        Q = new ECPoint { X = Base64Url.DecodeFromChars(x), Y = Base64Url.DecodeFromChars(y) },
        D = Base64Url.DecodeFromChars(d),
    });
}
