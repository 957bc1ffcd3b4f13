using EdgeProctoring.Hub.People;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;

namespace EdgeProctoring.Hub.Hosting;

/// <summary>Every change that a signed-in browser asks for carries the token that our own page gave it. Nodes sign in by certificate and need none.</summary>
internal sealed class ForgeryGuard(RequestDelegate next, IAntiforgery antiforgery)
{
    public async Task InvokeAsync(HttpContext http)
    {
        var isPerson = http.User.Identity is { IsAuthenticated: true, AuthenticationType: Schemes.Person };
        var isOpen = http.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null;
        if (!isPerson || isOpen || HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) || await antiforgery.IsRequestValidAsync(http))
        {
            await next(http);
            return;
        }
        await TypedResults.Problem("The page is too old or not ours: load it again.", statusCode: StatusCodes.Status400BadRequest).ExecuteAsync(http);
    }
}
