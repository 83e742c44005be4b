"""Everything around the application: the local cloud, the AWS stack and the doctor."""
