using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Web;

namespace EdgeProctoring.Hub.Tests.People;

/// <summary>A campus's identity provider on this machine: signs whoever asks in as the person that the test says, and lies where the test says so.</summary>
internal sealed class IdentityPeer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Dictionary<string, (string Challenge, string Nonce, string Redirect)> _codes = new(StringComparer.Ordinal);
    private int _keys = 1;

    public IdentityPeer()
    {
        Issuer = $"http://127.0.0.1:{FreePort.Next()}";
        _listener.Prefixes.Add(Issuer + "/");
        _listener.Start();
        _ = ServeAsync();
    }

    public string Issuer { get; }
    public string Login { get; set; } = "proctor";
    public RSA Rsa { get; private set; } = RSA.Create(2048);
    public ECDsa Curve { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    public bool UsesCurve { get; set; }
    public string KeyId => $"key-{_keys}";

    /// <summary>Changes what the token's header or body says.</summary>
    public Action<Dictionary<string, object?>, Dictionary<string, object?>>? Lie { get; set; }

    /// <summary>Changes the finished token.</summary>
    public Func<string, string>? Forge { get; set; }

    public void Rotate() => (Rsa, _keys) = (RSA.Create(2048), _keys + 1);

    /// <summary>What a person's browser would bring back from this provider: the address with code and state.</summary>
    public string Approve(Uri authorization)
    {
        var query = HttpUtility.ParseQueryString(authorization.Query);
        Assert.Equal(("code", "S256"), (query["response_type"], query["code_challenge_method"]));
        var code = Guid.NewGuid().ToString("N");
        _codes[code] = (query["code_challenge"]!, query["nonce"]!, query["redirect_uri"]!);
        return $"{query["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(query["state"]!)}";
    }

    public string Sign(Dictionary<string, object?> header, Dictionary<string, object?> body)
    {
        var signed = $"{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(header))}.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(body))}";
        var bytes = Encoding.ASCII.GetBytes(signed);
        var signature = UsesCurve ? Curve.SignData(bytes, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation) : Rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    public void Dispose()
    {
        _listener.Close();
        Rsa.Dispose();
        Curve.Dispose();
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext http;
            try
            {
                http = await _listener.GetContextAsync();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
            var (status, answer) = http.Request.Url!.AbsolutePath switch
            {
                "/.well-known/openid-configuration" => (200, (object)new { issuer = Issuer, authorization_endpoint = $"{Issuer}/authorize", token_endpoint = $"{Issuer}/token", jwks_uri = $"{Issuer}/keys" }),
                "/keys" => (200, Keys()),
                "/token" => await TokenAsync(http.Request),
                _ => (404, new { }),
            };
            var bytes = JsonSerializer.SerializeToUtf8Bytes(answer);
            http.Response.StatusCode = status;
            await http.Response.OutputStream.WriteAsync(bytes);
            http.Response.Close();
        }
    }

    /// <summary>Its public keys (JWKS).</summary>
    public object Keys()
    {
        var (rsa, curve) = (Rsa.ExportParameters(false), Curve.ExportParameters(false));
        return new
        {
            keys = new object[]
            {
                new { kty = "RSA", use = "sig", alg = "RS256", kid = KeyId, n = Base64Url.EncodeToString(rsa.Modulus), e = Base64Url.EncodeToString(rsa.Exponent) },
                new { kty = "EC", use = "sig", crv = "P-256", kid = "curve", x = Base64Url.EncodeToString(curve.Q.X), y = Base64Url.EncodeToString(curve.Q.Y) },
            },
        };
    }

    private async Task<(int, object)> TokenAsync(HttpListenerRequest request)
    {
        using var reader = new StreamReader(request.InputStream);
        var form = HttpUtility.ParseQueryString(await reader.ReadToEndAsync());
        var secret = Convert.ToBase64String(Encoding.UTF8.GetBytes("hub:s3cret"));
        if (request.Headers["Authorization"] != $"Basic {secret}" || form["grant_type"] != "authorization_code" || !_codes.Remove(form["code"] ?? "", out var asked)
            || asked.Redirect != form["redirect_uri"] || asked.Challenge != Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"] ?? ""))))
        {
            return (400, new { error = "invalid_grant" });
        }
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var header = new Dictionary<string, object?> { ["alg"] = UsesCurve ? "ES256" : "RS256", ["kid"] = UsesCurve ? "curve" : KeyId, ["typ"] = "JWT" };
        var body = new Dictionary<string, object?>
        {
            ["iss"] = Issuer, ["aud"] = "hub", ["sub"] = "person-1", ["nonce"] = asked.Nonce, ["iat"] = now, ["exp"] = now + 300, ["auth_time"] = now, ["preferred_username"] = Login,
        };
        Lie?.Invoke(header, body);
        var token = Sign(header, body);
        return (200, new { access_token = "unused", token_type = "Bearer", id_token = Forge?.Invoke(token) ?? token });
    }
}
