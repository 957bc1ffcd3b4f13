using System.Threading.RateLimiting;
using EdgeProctoring.Hub.Hosting;
using EdgeProctoring.Hub.Mail;
using EdgeProctoring.Hub.People.Oidc;
using EdgeProctoring.Hub.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace EdgeProctoring.Hub.People;

internal static class PeopleServices
{
    private static readonly TimeSpan _session = TimeSpan.FromHours(10);

    public static void AddPeople(this WebApplicationBuilder builder)
    {
        builder.Services.AddAuthentication(Schemes.Person)
            .AddCookie(Schemes.Person, Configure)
            .AddScheme<AuthenticationSchemeOptions, NodeCertificates>(Schemes.Node, null);
        builder.Services.AddAuthorization(Rights.Add);
        builder.Services.AddAntiforgery(options =>
        {
            options.HeaderName = "X-Forgery-Token";
            options.Cookie.Name = "ep-forgery";
            options.Cookie.SameSite = SameSiteMode.Strict;
        });
        builder.Services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.AddPolicy(SignInEndpoints.RateLimit, http => RateLimitPartition.GetFixedWindowLimiter(
                http.Connection.RemoteIpAddress, _ => new FixedWindowRateLimiterOptions { PermitLimit = http.RequestServices.GetRequiredService<IOptions<PeopleOptions>>().Value.TriesPerMinute, Window = TimeSpan.FromMinutes(1) }));
        });
        builder.Services.AddOptions<PeopleOptions>().BindConfiguration(PeopleOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<MailOptions>().BindConfiguration(MailOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<OidcOptions>().BindConfiguration(OidcOptions.Section).ValidateDataAnnotations().ValidateOnStart()
            .Validate(options => !options.IsOn || OidcOptions.IsSafe(options.Issuer), "Oidc:Issuer must be an https address (or http on this machine), exactly as the provider calls itself.");
        builder.Services.AddSingleton<CampusProvider>();
        builder.Services.AddSingleton<SignIn>().AddSingleton<PasswordLinks>().AddSingleton<Mailbox>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Mailbox>()).AddHostedService<FirstAdministrator>();
        builder.Services.AddDataProtection().SetApplicationName("edgeproctoring-hub");
        builder.Services.AddOptions<Microsoft.AspNetCore.DataProtection.KeyManagement.KeyManagementOptions>()
            .Configure<IOptions<StorageOptions>, HubFiles, ILoggerFactory>((keys, storage, files, logs) =>
                keys.XmlRepository = new Microsoft.AspNetCore.DataProtection.Repositories.FileSystemXmlRepository(
                    Directory.CreateDirectory(Path.Combine(files.Resolve(storage.Value.Folder), "keys"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute), logs));
    }

    private static void Configure(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = "ep-session";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.LoginPath = SignInEndpoints.Page;
        cookie.ReturnUrlParameter = "back";
        cookie.ExpireTimeSpan = _session;
        cookie.SlidingExpiration = false;
        cookie.Events.OnRedirectToLogin = context => RedirectOr(context, StatusCodes.Status401Unauthorized);
        cookie.Events.OnRedirectToAccessDenied = context => { context.Response.StatusCode = StatusCodes.Status403Forbidden; return Task.CompletedTask; };
        cookie.Events.OnValidatePrincipal = async context =>
        {
            if (!await context.HttpContext.RequestServices.GetRequiredService<SignIn>().HoldsAsync(context.Principal!, context.HttpContext.RequestAborted))
            {
                context.RejectPrincipal();
            }
        };
    }

    // Only a page is worth a redirect; a program wants the status.
    private static Task RedirectOr(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        var wantsPage = context.Request.Headers.Accept.Any(accept => accept?.Contains("text/html", StringComparison.Ordinal) == true);
        if (wantsPage)
        {
            context.Response.Redirect(context.RedirectUri);
        }
        else
        {
            context.Response.StatusCode = status;
        }
        return Task.CompletedTask;
    }
}
