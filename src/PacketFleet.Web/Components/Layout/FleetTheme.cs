using MudBlazor;

namespace PacketFleet.Web.Components.Layout;

/// <summary>The colours of <c>css/tokens.css</c> for MudBlazor's parts; the same values, so that nothing falls out of the picture.</summary>
internal static class FleetTheme
{
    public static readonly MudTheme Instance = new()
    {
        PaletteDark = new PaletteDark
        {
            Background = "#10151b",
            Surface = "#1d2530",
            DrawerBackground = "#161c24",
            AppbarBackground = "#161c24",
            AppbarText = "#e6edf3",
            TextPrimary = "#e6edf3",
            TextSecondary = "#9daebf",
            TextDisabled = "#9daebf",
            ActionDefault = "#9daebf",
            Primary = "#6cb6ff",
            PrimaryContrastText = "#0b1520",
            Success = "#5ccb8a",
            SuccessContrastText = "#0b1520",
            Warning = "#e5b84b",
            WarningContrastText = "#0b1520",
            Error = "#ff8078",
            ErrorContrastText = "#0b1520",
            Info = "#6cb6ff",
            InfoContrastText = "#0b1520",
            Divider = "#303c4a",
            LinesDefault = "#303c4a",
            LinesInputs = "#5a6b7e",
            TableLines = "#222b36",
        },
        PaletteLight = new PaletteLight
        {
            Background = "#f5f7f9",
            Surface = "#ffffff",
            DrawerBackground = "#ffffff",
            AppbarBackground = "#ffffff",
            AppbarText = "#1b2128",
            TextPrimary = "#1b2128",
            TextSecondary = "#55616e",
            TextDisabled = "#55616e",
            ActionDefault = "#55616e",
            Primary = "#0b5cad",
            PrimaryContrastText = "#ffffff",
            Success = "#17703a",
            SuccessContrastText = "#ffffff",
            Warning = "#855600",
            WarningContrastText = "#ffffff",
            Error = "#b3261e",
            ErrorContrastText = "#ffffff",
            Info = "#0b5cad",
            InfoContrastText = "#ffffff",
            Divider = "#cbd3dc",
            LinesDefault = "#cbd3dc",
            LinesInputs = "#808d9a",
            TableLines = "#e2e7ec",
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "4px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = ["Roboto", "system-ui", "sans-serif"], FontSize = "14px", LineHeight = "20px", LetterSpacing = "normal" },
            Button = new ButtonTypography { TextTransform = "none", FontSize = "13px", FontWeight = "500", LetterSpacing = "normal" },
        },
    };
}
