using System.Text.Json;
using EdgeProctoring.Hub.People.Oidc;

namespace EdgeProctoring.Hub.RemoteExams;

/// <summary>What a partner's platform says: this student, this exam, now, once.</summary>
internal sealed record LaunchToken(string Id, string Login, string Exam, DateTimeOffset Ends)
{
    /// <summary>A link is made when it is clicked; nobody needs one that lives longer.</summary>
    public static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(5);

    private const int ShortestId = 16;
    private const int LongestText = 200;
    private static readonly TimeSpan _skew = TimeSpan.FromMinutes(1);

    /// <summary>The token, or why it does not count. <paramref name="isLate"/> says that it once did.</summary>
    public static LaunchToken? Read(string text, Partner partner, SigningKeys keys, DateTimeOffset now, out string? refusal, out bool isLate)
    {
        var late = false;
        var token = SignedToken.Read(text, keys, body =>
        {
            var why = Refuse(body, partner, now);
            late = why is null && SignedToken.Time(body, "exp") <= now - _skew;
            return late ? "its time is over" : why;
        }, Of, out refusal, out _);
        isLate = late;
        return token;
    }

    private static string? Refuse(JsonElement body, Partner partner, DateTimeOffset now) =>
        SignedToken.Text(body, "iss") != partner.Issuer ? "it comes from another issuer"
        : SignedToken.Audiences(body) is not [var audience] || audience != partner.Audience ? "it is meant for somebody else"
        : SignedToken.Time(body, "exp") is not { } ends || SignedToken.Time(body, "iat") is not { } issued ? "it does not say from when and until when it counts ('iat', 'exp')"
        : issued > now + _skew || SignedToken.Time(body, "nbf") > now + _skew ? "its time has not come"
        : ends - issued > LongestLife ? $"it lives longer than {LongestLife.TotalMinutes:0} minutes"
        : !Is(body, "jti", ShortestId) ? $"it has no 'jti' of {ShortestId} to {LongestText} characters"
        : !Is(body, "sub", 1) ? "it names no student ('sub')"
        : !Is(body, "exam", 1) ? "it names no exam ('exam')" : null;

    private static bool Is(JsonElement body, string name, int least) => SignedToken.Text(body, name)?.Length is { } length && length >= least && length <= LongestText;

    private static LaunchToken Of(JsonElement body) =>
        new(SignedToken.Text(body, "jti")!, SignedToken.Text(body, "sub")!, SignedToken.Text(body, "exam")!, SignedToken.Time(body, "exp")!.Value);
}
