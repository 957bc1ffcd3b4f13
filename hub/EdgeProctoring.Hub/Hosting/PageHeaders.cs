namespace EdgeProctoring.Hub.Hosting;

/// <summary>What every answer to a browser carries: nothing foreign is loaded, framed, sniffed or remembered by proxies.</summary>
internal sealed class PageHeaders(RequestDelegate next)
{
    private const string Policy = "default-src 'self'; img-src 'self' data:; style-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
        if (http.Request.Query["lang"] is [{ } language] && Dashboard.Texts.Languages.Contains(language))
        {
            http.Response.Cookies.Append(Dashboard.Texts.Cookie, language,
                new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, MaxAge = TimeSpan.FromDays(365) });
        }
        return next(http);
    }
}
