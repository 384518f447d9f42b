import { FormField } from '@/components/ui/form-field';
import { Input } from '@/components/ui/input';

/** A password that a person chooses, in the field `password` of a form. */
export function NewPasswordField({ label, help }: { label: string; help: string }) {
  return (
    <FormField label={label} help={help}>
      {(ids) => (
        <Input {...ids} name="password" type="password" autoComplete="new-password" required minLength={10} />
      )}
    </FormField>
  );
}
